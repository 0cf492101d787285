export { each } from './bridges/each'
export type { Job, JobBody, JobContext, JobOf, JobOptions, Threads } from './bridges/threads'
export { type ToThreadOptions, toThread } from './bridges/to-thread'
export { until, untilDone } from './bridges/until'
export type { Done } from './bridges/until-settled'
export {
  BrokenBarrierError,
  CancelledError,
  InvalidStateError,
  QueueEmpty,
  QueueFull,
  TimeoutError,
} from './errors'
export type { Clock } from './loop/clock'
export { EventLoop, type LoopOptions, runningLoop } from './loop/event-loop'
export type { Handle } from './loop/handle'
export type { Problem, ProblemHandler } from './loop/problem'
export { seededRandom } from './loop/seeded-random'
export { systemClock } from './loop/system-clock'
export { VirtualClock } from './loop/virtual-clock'
export { type RunOptions, run } from './run'
export { Barrier } from './sync/barrier'
export { Condition } from './sync/condition'
export { Event } from './sync/event'
export { LifoQueue } from './sync/lifo-queue'
export { Lock } from './sync/lock'
export { PriorityQueue } from './sync/priority-queue'
export { Queue } from './sync/queue'
export { BoundedSemaphore, Semaphore } from './sync/semaphore'
export { type AsCompletedOptions, asCompleted } from './tasks/as-completed'
export { coroutine } from './tasks/coroutine'
export { type Awaitable, type Coroutine, Future, type ResultOf } from './tasks/future'
export { gather, type Outcomes, type Results } from './tasks/gather'
export { shield } from './tasks/shield'
export {
  createTask,
  currentTask,
  ensureFuture,
  Task,
  type TaskOptions,
  type TaskState,
} from './tasks/task'
export { TaskGroup, taskGroup } from './tasks/task-group'
export { describeTask, liveTasks, taskTree } from './tasks/task-tree'
export { type ReturnWhen, type WaitOptions, wait } from './tasks/wait'
export { sleep } from './time/sleep'
export { Timeout, timeout, timeoutAt } from './time/timeout'
export { waitFor } from './time/wait-for'
