import { readFileSync } from 'node:fs'
import { electronBinary } from './electron-runtime.mjs'
import { isInstalled, run } from './run.mjs'
import { SetupError, say } from './say.mjs'

/** Debian packages with the libraries that Electron is linked with. */
const LIBRARIES = [
  'libasound2',
  'libatk-bridge2.0-0',
  'libatk1.0-0',
  'libatspi2.0-0',
  'libcairo2',
  'libcups2',
  'libdbus-1-3',
  'libdrm2',
  'libgbm1',
  'libglib2.0-0',
  'libgtk-3-0',
  'libnspr4',
  'libnss3',
  'libpango-1.0-0',
  'libx11-6',
  'libxcb1',
  'libxcomposite1',
  'libxdamage1',
  'libxext6',
  'libxfixes3',
  'libxkbcommon0',
  'libxrandr2',
]

/** Renamed in Ubuntu 24.04 and Debian 13, where time counts in 64 bits. */
const RENAMED_T64 = [
  'libasound2',
  'libatk-bridge2.0-0',
  'libatk1.0-0',
  'libatspi2.0-0',
  'libcups2',
  'libglib2.0-0',
  'libgtk-3-0',
]

const DISPLAY = ['xvfb', 'xauth']

const COMPILER = ['make', 'g++', 'python3']

/** Whether windows can be shown here. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/** Sees to the libraries that Electron is linked with. */
export function ensureLibraries() {
  if (process.platform !== 'linux') return
  const missing = run('ldd', [electronBinary()])
    .split('\n')
    .filter((line) => line.includes('not found'))
  if (missing.length === 0) return
  install(LIBRARIES.map(nameHere), `Electron needs ${missing.length} system libraries`)
}

/** Sees to a display to show windows on, a virtual one if need be. */
export function ensureDisplay() {
  if (hasDisplay() || (isInstalled('xvfb-run') && isInstalled('xauth'))) return
  install(DISPLAY, 'windows need a display, and there is only a virtual one to be had')
}

/** Sees to what compiles SQLite where Node is too old for the binding that its package brings. */
export function ensureCompiler() {
  if (COMPILER.every(isInstalled)) return
  install(COMPILER, 'SQLite has to be compiled for this Node (Node 24 needs no compiler)')
}

function nameHere(name) {
  if (!RENAMED_T64.includes(name)) return name
  const { ID, VERSION_ID } = release()
  const isNew = Number(VERSION_ID) >= (ID === 'ubuntu' ? 24 : 13)
  return isNew ? `${name}t64` : name
}

function release() {
  const lines = readFileSync('/etc/os-release', 'utf8').split('\n')
  return Object.fromEntries(
    lines
      .map((line) => line.split('='))
      .map(([key, value = '']) => [key, value.replaceAll('"', '')]),
  )
}

/** Installs as root and in CI; elsewhere the machine is its owner's, who gets the command. */
function install(packages, reason) {
  const isRoot = process.getuid?.() === 0
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`
  if (!isInstalled('apt-get')) {
    throw new SetupError(`${reason}. On Debian they are: ${packages.join(' ')}`)
  }
  if (!isRoot && !process.env.CI) throw new SetupError(`${reason}. Run\n  sudo ${command}`)
  say(`${reason}: installing with apt-get`)
  const sudo = isRoot ? '' : 'sudo '
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  run('sh', ['-c', `${sudo}apt-get update -qq && ${sudo}${command} -qq`], { env })
}
