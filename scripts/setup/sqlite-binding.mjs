import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { electronBinary } from './electron-runtime.mjs'
import { CACHE, MODULES, ROOT } from './paths.mjs'
import { run } from './run.mjs'
import { SetupError, say } from './say.mjs'
import { ensureCompiler } from './system-packages.mjs'

const PACKAGE = join(MODULES, 'better-sqlite3')
const BUILT = join(PACKAGE, 'build', 'Release', 'better_sqlite3.node')
/** Node-API of the binding that the package brings. */
const PREBUILT_NAPI = 10
/** Lets a runtime with an older Node-API load the binding: what it needs is there, as experimental. */
const FLAGS = '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'

/** Sees to a binding of better-sqlite3 that loads in this Node and in Electron. */
export function ensureSqliteBinding() {
  if (runtimes().every(({ napi }) => napi >= PREBUILT_NAPI)) {
    rmSync(join(PACKAGE, 'build'), { recursive: true, force: true })
  } else if (!existsSync(BUILT) || !loads()) {
    const cached = cachedBinding()
    if (existsSync(cached)) place(cached)
    // What is in the cache may be of another system library, or damaged.
    if (!existsSync(cached) || !loads()) {
      compile(cached)
      place(cached)
    }
  }
  load()
}

function place(binding) {
  rmSync(join(PACKAGE, 'build'), { recursive: true, force: true })
  mkdirSync(dirname(BUILT), { recursive: true })
  copyFileSync(binding, BUILT)
}

/** Opens a database in Node and in Electron, and throws if one of them cannot. */
function load() {
  for (const { program, env } of runtimes()) {
    run(program, ['-e', "new (require('better-sqlite3'))(':memory:').close()"], { cwd: ROOT, env })
  }
}

function loads() {
  try {
    load()
    return true
  } catch {
    return false
  }
}

function runtimes() {
  const electron = electronBinary()
  const electronEnv = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const electronNapi = run(electron, ['-p', 'process.versions.napi'], { env: electronEnv })
  return [
    { program: process.execPath, env: process.env, napi: Number(process.versions.napi) },
    { program: electron, env: electronEnv, napi: Number(electronNapi) },
  ]
}

function cachedBinding() {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'))
  const { platform, arch } = process
  return join(CACHE, `better-sqlite3-${version}-napi-experimental-${platform}-${arch}.node`)
}

function compile(target) {
  ensureCompiler()
  say('compiling SQLite for this machine (about a minute, once)')
  run(process.execPath, [nodeGyp(), 'rebuild', '--release', '--force_build=1'], {
    cwd: PACKAGE,
    env: {
      ...process.env,
      CXXFLAGS: `${process.env.CXXFLAGS ?? ''} ${FLAGS}`,
      ...localHeaders(),
    },
  })
  mkdirSync(CACHE, { recursive: true })
  copyFileSync(BUILT, `${target}.${process.pid}`)
  renameSync(`${target}.${process.pid}`, target)
  rmSync(join(PACKAGE, 'build'), { recursive: true })
}

/** npm brings node-gyp along. */
function nodeGyp() {
  const candidates = [
    join(run('npm', ['root', '--global', '--loglevel=error']).trim(), 'npm'),
    join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm'),
  ].map((npm) => join(npm, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js'))
  const found = candidates.find((path) => existsSync(path))
  if (!found) throw new SetupError('npm brings no node-gyp: install npm as it comes with Node.')
  return found
}

/** Node's headers beside the program, if they are there; else node-gyp downloads them. */
function localHeaders() {
  const prefix = join(dirname(process.execPath), '..')
  const there = existsSync(join(prefix, 'include', 'node', 'node_api.h'))
  return there ? { npm_config_nodedir: prefix } : {}
}
