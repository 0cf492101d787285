/** What a Queue keeps its items in; decides which one leaves next. */
export interface Items<T> {
  readonly size: number
  push(item: T): void
  /** Takes out the next; only while there is one. */
  take(): T
}
