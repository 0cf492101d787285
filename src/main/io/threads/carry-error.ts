/** Something thrown, in a form that passes between threads whole. */
export type CarriedError =
  | { readonly value: unknown }
  | {
      readonly message: string
      readonly stack: string | undefined
      readonly cause: unknown
      /** Its own fields, such as `code`: copying an Error would lose them. */
      readonly fields: Readonly<Record<string, unknown>>
    }

export function packError(thrown: unknown): CarriedError {
  if (!(thrown instanceof Error)) return { value: thrown }
  const { name, message, stack, cause } = thrown
  return { message, stack, cause, fields: { ...thrown, name } }
}

/** For an error with fields that cannot be copied: the words alone. */
export function packWords(thrown: unknown): CarriedError {
  if (!(thrown instanceof Error)) return { value: String(thrown) }
  const { name, message, stack } = thrown
  return { message, stack, cause: undefined, fields: { name } }
}

export function unpackError(carried: CarriedError): unknown {
  if ('value' in carried) return carried.value
  const { message, stack, cause, fields } = carried
  const error = new Error(message, cause === undefined ? {} : { cause })
  return Object.assign(error, fields, stack === undefined ? {} : { stack })
}
