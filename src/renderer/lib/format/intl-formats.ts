import { language } from '../i18n/i18n'

interface Made<Format> {
  readonly language: string
  readonly format: Format
}

const numbers = new WeakMap<Intl.NumberFormatOptions, Made<Intl.NumberFormat>>()
const moments = new WeakMap<Intl.DateTimeFormatOptions, Made<Intl.DateTimeFormat>>()

/**
 * A formatter for the language that is spoken. It is made once for an object of options, so these
 * have to be constants: making one costs a hundred times what using it does.
 */
export function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return known(numbers, options, (spoken) => new Intl.NumberFormat(spoken, options))
}

/** The same for days and times. */
export function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return known(moments, options, (spoken) => new Intl.DateTimeFormat(spoken, options))
}

function known<Options extends object, Format>(
  formats: WeakMap<Options, Made<Format>>,
  options: Options,
  make: (spoken: string) => Format,
): Format {
  const before = formats.get(options)
  if (before?.language === language()) return before.format
  const made = { language: language(), format: make(language()) }
  formats.set(options, made)
  return made.format
}
