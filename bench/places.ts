import { join } from 'node:path'

/** The folder of the project: where `npm run bench` runs. */
export const ROOT = process.cwd()

/** The built command line and the built main process of the app. */
export const CLI = join(ROOT, 'out', 'main', 'cli.js')
export const APP = join(ROOT, 'out', 'main', 'index.js')

/** Downloaders of npm, with a lock file of their own. */
export const NPM_RIVALS = join(ROOT, 'bench', 'rivals', 'node_modules')

const TLS = join(ROOT, 'test', 'servers', 'tls')

/** The authority of the tests, a certificate of its for 127.0.0.1, and the key to that. */
export const AUTHORITY = join(TLS, 'authority.pem')
export const CERTIFICATE = join(TLS, 'trusted.pem')
export const KEY = join(TLS, 'key.pem')

/** What the Electron programs of the benchmark are built to, beside the benchmark itself. */
export function builtProgram(name: string): string {
  return join(import.meta.dirname, `${name}.mjs`)
}
