export interface Mutant {
  readonly name: string
  /** Relative to the project. */
  readonly file: string
  readonly find: string
  readonly replace: string
}

export declare const MUTANTS: readonly Mutant[]
