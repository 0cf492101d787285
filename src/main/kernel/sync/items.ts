/** The items of a Queue; decides which one leaves next. */
export interface Items<T> {
  readonly size: number
  push(item: T): void
  /** Removes and returns the next item. There must be one. */
  take(): T
}
