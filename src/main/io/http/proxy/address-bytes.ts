/** An IP address as SOCKS5 has it: 1 and 4 bytes, or 4 and 16 bytes (RFC 1928 §5). */
export function addressBytes(address: string): number[] {
  if (!address.includes(':')) return [1, ...address.split('.').map(Number)]
  // The URL parser writes every address in one way: hexadecimal groups, at most one `::`.
  const plain = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [head = '', tail] = plain.split('::')
  const [before, after] = [groups(head), groups(tail ?? '')]
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0)
  const all = [...before, ...zeros, ...after]
  return [4, ...all.flatMap((group) => [group >> 8, group & 0xff])]
}

function groups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
}
