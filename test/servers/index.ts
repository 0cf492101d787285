export { resetsMidway, shortBody } from './breaks-off'
export { changesFile } from './changes-file'
export { connectionLimit } from './connection-limit'
export { failsThenRecovers, retryAfter } from './fails-then-recovers'
export { type FileBody, fileBody } from './file-body'
export { Gate } from './gate'
export { goodServer } from './good-server'
export { ignoresRange } from './ignores-range'
export { noRangeServer } from './no-range-server'
export { selfSignedTls } from './self-signed-tls'
export {
  chunkedUnknownLength,
  forbidden,
  hidesTotal,
  neverAnswers,
  redirects,
  shiftedContentRange,
} from './small-behaviours'
export {
  type Handler,
  type RequestRecord,
  type ServerOptions,
  startServer,
  type TestServer,
} from './start-server'
export { throttled } from './throttled'
