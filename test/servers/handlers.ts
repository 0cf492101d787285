// Handlers of real and simulated servers: none of these modules opens a socket or a file.
export type { Routes } from './answer-request'
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
export { rawAnswer, rawBody, rawHead } from './raw-answer'
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
export type { TestServer } from './start-server'
export { throttled } from './throttled'
export { pageBytes, webPage } from './web-page'
