import { existsSync, readFileSync } from 'node:fs'
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

/**
 * Servers of the wild that the suite also downloads from: program and packages. Apache's is the one
 * without the service.
 */
const SERVERS = {
  nginx: 'nginx',
  apache2: 'apache2-bin',
  lighttpd: 'lighttpd lighttpd-mod-deflate',
  caddy: 'caddy',
}

/** While this says no, packages start no services (Debian Policy §9.3.3.1). */
const SERVICE_POLICY = '/usr/sbin/policy-rc.d'

/** Whether windows can be shown here. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/** Throws a SetupError with the remedy if `command` could show no window here. */
export function demandDisplay(command) {
  if (hasDisplay()) return
  throw new SetupError(
    `There is no display here. Use \`xvfb-run -a ${command}\`, or download without a window: \`node out/main/cli.js get LINK\`.`,
  )
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

/** Sees to the servers of the wild; where they are not to be had, their tests are skipped. */
export function ensureServers() {
  ensurePrograms(SERVERS, 'the tests use servers', 'their tests are skipped')
}

/**
 * Sees to programs (`{ PROGRAM: packages }`) on a machine that nobody lives on: in CI, or as root
 * where no service could ever start. Elsewhere, and where the archive has them not, it goes without.
 */
export function ensurePrograms(packages, reason, consequence) {
  const missing = Object.keys(packages).filter((program) => !isInstalled(program))
  const isThrowaway = process.env.CI || (isRoot() && !existsSync('/run/systemd/system'))
  if (missing.length === 0 || !isThrowaway || !isInstalled('apt-get')) return
  say(`${reason} (${missing.join(', ')}): installing with apt-get`)
  try {
    asRoot(installWithoutServices(missing.map((program) => packages[program])))
  } catch (error) {
    say(error.message)
  }
  const absent = missing.filter((program) => !isInstalled(program))
  if (absent.length > 0) say(`not to be had here, so ${consequence}: ${absent.join(', ')}`)
}

/** A script that installs each of them that it can, and leaves no service running. */
function installWithoutServices(each) {
  return `
    if ! [ -e ${SERVICE_POLICY} ]; then
      trap 'rm -f ${SERVICE_POLICY}' EXIT
      printf '#!/bin/sh\\nexit 101\\n' > ${SERVICE_POLICY}
      chmod 755 ${SERVICE_POLICY}
    fi
    apt-get update -qq
    ${each.map((packages) => `apt-get install -y --no-install-recommends -qq ${packages}`).join('\n')}
    true`
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
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`
  if (!isInstalled('apt-get')) {
    throw new SetupError(`${reason}. On Debian they are: ${packages.join(' ')}`)
  }
  if (!isRoot() && !process.env.CI) throw new SetupError(`${reason}. Run\n  sudo ${command}`)
  say(`${reason}: installing with apt-get`)
  asRoot(`apt-get update -qq && ${command} -qq`)
}

const isRoot = () => process.getuid?.() === 0

/** Runs a script of the shell as root. */
function asRoot(script) {
  const shell = ['sh', '-c', `export DEBIAN_FRONTEND=noninteractive; ${script}`]
  const [program, ...args] = isRoot() ? shell : ['sudo', '-n', ...shell]
  run(program, args)
}
