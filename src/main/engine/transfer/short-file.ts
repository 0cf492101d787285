/** One connection writes a file of up to this length, from its first byte to its last. */
export const SHORT_FILE_BYTES = 1024 * 1024
