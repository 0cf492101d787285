/** The name of the unfinished file beside its final name. */
export const partNameOf = (fileName: string): string => `${fileName}.part`
