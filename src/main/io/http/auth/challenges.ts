/** One way to log in that a server offers (RFC 9110 §11.3). */
export interface Challenge {
  /** In lower case. */
  readonly scheme: string
  /** By name in lower case, without quotes. */
  readonly parameters: Readonly<Record<string, string>>
}

const TOKEN = "[\\w!#$%&'*+.^`|~-]+"
const PARAMETER = new RegExp(`(${TOKEN})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s,"]+))`, 'uy')
/** A scheme, perhaps with a token68 that stands for its parameters. */
const SCHEME = new RegExp(`(${TOKEN})(?:\\s+[\\w.~+/-]+=*(?=\\s*(?:,|$)))?`, 'uy')

/**
 * Reads a WWW-Authenticate header: challenges and their parameters are both parted by commas, and
 * several fields are joined by commas too.
 */
export function parseChallenges(header: string): Challenge[] {
  const challenges: { scheme: string; parameters: Record<string, string> }[] = []
  for (let at = 0; at < header.length; ) {
    const parameter = matchAt(PARAMETER, header, at)
    const scheme = parameter === null ? matchAt(SCHEME, header, at) : null
    const [, name = ''] = parameter ?? scheme ?? []
    if (parameter !== null) {
      const parameters = challenges.at(-1)?.parameters ?? {}
      parameters[name.toLowerCase()] ??=
        parameter[3] ?? (parameter[2] ?? '').replace(/\\(.)/gu, '$1')
    } else if (scheme !== null) {
      challenges.push({ scheme: name.toLowerCase(), parameters: {} })
    }
    at += (parameter ?? scheme)?.[0].length ?? 1
  }
  return challenges
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
