/** A CRC-32 as bytes, the highest first. */
export function crcBytes(crc: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, crc)
  return bytes
}

/** What `crcBytes` made of it; 0, which is that of nothing, without any. */
export function crcOf(bytes: Uint8Array | undefined): number {
  if (bytes === undefined) return 0
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
}
