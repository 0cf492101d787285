/** A CRC-32 as bytes, the highest first. */
export function crcBytes(crc: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, crc)
  return bytes
}
