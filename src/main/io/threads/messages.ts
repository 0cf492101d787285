import type { CarriedError } from './carry-error'

/** What a thread is told. An `abort` always means the job that was told of last. */
export type Command =
  | {
      readonly kind: 'run'
      readonly module: string
      readonly name: string
      readonly input: unknown
    }
  | { readonly kind: 'abort' }

/** What it says about the job that it was told of last. */
export type Answer =
  | { readonly kind: 'progress'; readonly progress: unknown }
  | { readonly kind: 'output'; readonly output: unknown }
  | { readonly kind: 'thrown'; readonly thrown: CarriedError }
