// What an Electron without an app of its own runs: finds the app named on the command line and
// becomes it. Electron holds `ready` back until this module's top-level await has settled, so that
// the app's main module runs before it.
import { readFileSync } from 'node:fs'
import { Module } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

function parseArguments(argv) {
  const preloads = []
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index]
    if (argument === '-v' || argument === '--version')
      return { print: `v${process.versions.electron}` }
    if (argument === '-a' || argument === '--abi') return { print: process.versions.modules }
    if (argument === '-r' || argument === '--require') {
      index += 1
      preloads.push(argv[index])
    } else if (argument.startsWith('--app=')) return { preloads, path: argument.slice(6) }
    else if (!argument.startsWith('-')) return { preloads, path: argument }
  }
  return { preloads }
}

function adopt(path) {
  try {
    const { productName, name, version, desktopName } = JSON.parse(
      readFileSync(resolve(path, 'package.json'), 'utf8'),
    )
    if (version) app.setVersion(version)
    if (productName || name) app.name = productName || name
    if (desktopName) app.setDesktopName(desktopName)
    app.setAppPath(path)
  } catch (error) {
    // A single file as app has no package.json.
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
  }
}

const { print, preloads = [], path } = parseArguments(process.argv.slice(1))
if (print) {
  process.stdout.write(`${print}\n`)
  process.exit(0)
}
if (!path) {
  process.stderr.write('usage: electron [options] PATH-OF-AN-APP\n')
  process.exit(1)
}
Object.defineProperty(process, 'defaultApp', { value: true, configurable: false, enumerable: true })
try {
  if (preloads.length > 0) Module._preloadModules(preloads)
  const appPath = resolve(path)
  adopt(appPath)
  await import(pathToFileURL(Module._resolveFilename(appPath, null, true)).href)
} catch (error) {
  process.stderr.write(`${error.stack ?? error}\n`)
  process.exit(1)
}
