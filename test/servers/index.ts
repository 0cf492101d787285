export { resetsMidway, shortBody } from './breaks-off'
export { changesFile } from './changes-file'
export { changesWhenLeft } from './changes-when-left'
export { connectionLimit, connectionQueue, newestConnectionWins } from './connection-limit'
export { encoded } from './encoded'
export type { Handler, RequestRecord } from './exchange'
export { failsThenRecovers, retryAfter } from './fails-then-recovers'
export { type FileBody, fileBody } from './file-body'
export { Gate } from './gate'
export { type FileOptions, goodServer, LAST_MODIFIED, type PlannedAnswer } from './good-server'
export { heldUntilJoined } from './held-until-joined'
export { ignoresIfRange, refusesIfRange } from './if-range'
export { ignoresRange } from './ignores-range'
export { inTurn, roundRobin } from './in-turn'
export { type Lie, lies, withHeaders, without } from './lies'
export { givesCookie, needsCookie, needsHeader } from './needs-header'
export { LOGIN, needsBasicLogin, needsDigestLogin } from './needs-login'
export { noRangeServer } from './no-range-server'
export type { OwnServer } from './own-server'
export { rawAnswer, rawBody, rawHead } from './raw-answer'
export { refusesWhileBusy } from './refuses-while-busy'
export { restarts } from './restarts'
export { selfSignedTls } from './self-signed-tls'
export { serve } from './serve'
export { signedLink } from './signed-link'
export { endlessHead, slowHead } from './slow-head'
export {
  chunkedUnknownLength,
  forbidden,
  hidesTotal,
  neverAnswers,
  redirects,
  resetsAtOnce,
  shiftedContentRange,
  statusOnly,
} from './small-behaviours'
export { type Routes, type ServerOptions, startServer, type TestServer } from './start-server'
export { throttled } from './throttled'
export { AUTHORITY_FILE, type TlsIdentity, tlsIdentity } from './tls-identity'
export { pageBytes, webPage } from './web-page'
