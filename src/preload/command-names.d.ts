/**
 * The names of all commands. The build puts them in: the contract's table holds zod schemas, and zod
 * has no business in the page's process.
 */
declare const COMMAND_NAMES: readonly import('../shared/ipc').Command[]
