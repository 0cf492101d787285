import { basename, join } from 'node:path'
import { ELECTRON } from '../electron/binary'
import { CLI, NPM_RIVALS } from '../places'
import type { FileJob, ListJob } from './contender'
import type { Program } from './program'

const rill = {
  fileArgs: ({ url, dir, name, connections }: FileJob) => [
    ...['get', '-q', `-x${connections}`, '-d', dir, '-o', name],
    ...['--data-dir', join(dir, 'state'), url],
  ],
  listArgs: ({ dir, jobs }: ListJob, list: string) => [
    ...['get', '-q', `-j${jobs}`, '-d', dir, '--data-dir', join(dir, 'state'), '-i', list],
  ],
  versionWords: [process.execPath, CLI, '--version'],
}

export const RILL_GET: Program = {
  ...rill,
  name: 'rill get',
  words: [process.execPath, CLI],
  shown: 'node out/main/cli.js',
}

export const RILL_GET_BY_ELECTRON: Program = {
  ...rill,
  name: 'rill get, by Electron',
  words: [ELECTRON, CLI],
  shown: 'ELECTRON_RUN_AS_NODE=1 electron out/main/cli.js',
  env: { ELECTRON_RUN_AS_NODE: '1' },
}

const aria2 = {
  words: ['aria2c', '-q'],
  versionWords: ['aria2c', '--version'],
  // Its TLS is not OpenSSL's.
  trustArgs: (authority: string) => [`--ca-certificate=${authority}`],
}

const ARIA2_FAST = ['-k1M', '--file-allocation=none']

export const ARIA2_MANY: Program = {
  ...aria2,
  name: 'aria2c -x16',
  fileArgs: ({ url, dir, name, connections }) => [
    ...[`-x${connections}`, `-s${connections}`, ...ARIA2_FAST, '-d', dir, '-o', name, url],
  ],
  listArgs: ({ dir, jobs }, list) => [`-j${jobs}`, ...ARIA2_FAST, '-d', dir, '-i', list],
}

export const ARIA2_DEFAULTS: Program = {
  ...aria2,
  name: 'aria2c',
  fileArgs: ({ url, dir, name }) => ['-d', dir, '-o', name, url],
}

export const CURL: Program = {
  name: 'curl',
  words: ['curl', '-sS'],
  versionWords: ['curl', '--version'],
  fileArgs: ({ url, dir, name }) => ['-o', join(dir, name), url],
  listArgs: ({ jobs }, list) => ['--parallel', '--parallel-max', String(jobs), '-K', list],
  list: ({ urls, dir }) =>
    urls.map((url) => `url=${url}\noutput=${join(dir, basename(url))}`).join('\n'),
}

export const WGET2: Program = {
  name: 'wget2',
  words: ['wget2', '-q'],
  versionWords: ['wget2', '--version'],
  trustArgs: (authority) => [`--ca-certificate=${authority}`],
  fileArgs: ({ url, dir, name }) => ['-O', join(dir, name), url],
  listArgs: ({ dir, jobs }, list) => [`--max-threads=${jobs}`, '-P', dir, '-i', list],
}

export const AXEL: Program = {
  name: 'axel -n16',
  words: ['axel', '-q'],
  versionWords: ['axel', '--version'],
  fileArgs: ({ url, dir, name, connections }) => [`-n${connections}`, '-o', join(dir, name), url],
}

export const IPULL: Program = {
  ...byScript('ipull', 'dist/index.js', ({ connections }) => {
    return `const { downloadFile } = await import(file)
      const options = { url, savePath: path, parallelStreams: ${connections}, cliProgress: false }
      await (await downloadFile(options)).download()`
  }),
  // Its command line takes no notice of -c.
  shownAs: 'await (await downloadFile({ … parallelStreams: 16 })).download()',
}

export const NODE_DOWNLOADER_HELPER: Program = {
  ...byScript('node-downloader-helper', 'dist/index.js', () => {
    return `const { DownloaderHelper } = require(file)
      const helper = new DownloaderHelper(url, dirname(path))
      helper.on('error', (error) => { throw error })
      await helper.start()`
  }),
  // Its command line needs a terminal.
  shownAs: 'await new DownloaderHelper(…).start()',
}

/** A package of npm, used from a script of some lines. */
function byScript(name: string, module: string, script: (job: FileJob) => string): Program {
  const folder = join(NPM_RIVALS, name)
  const head = `const { dirname } = require('node:path')
    const [file, url, path] = process.argv.slice(1)`
  const version = `require(${JSON.stringify(join(folder, 'package.json'))}).version`
  return {
    name,
    words: [process.execPath, '-e'],
    versionWords: [process.execPath, '-p', version],
    fileArgs: (job) => [
      `${head};(async () => { ${script(job)} })()`,
      ...[join(folder, module), job.url, join(job.dir, job.name)],
    ],
  }
}
