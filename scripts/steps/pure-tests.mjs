import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/**
 * Modules with which code reaches the outside: files, network, processes, threads, or another
 * runtime. `typescript` and `eslint` read the files of the project.
 */
const OUTSIDE =
  /^(?:(?:node:)?(?:fs|fs\/promises|child_process|cluster|dgram|http|http2|https|net|os|tls|v8|vm|worker_threads)|electron|electron\/.+|better-sqlite3|got|env-paths|@napi-rs\/xattr|eslint|typescript|typescript-eslint|vite)$/u

/** Imports and re-exports of values, and dynamic imports; type imports vanish before a test runs. */
const VALUE_IMPORT =
  /^(?:import|export)\s+(?!type\s)(?:[^'"`;]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gmu

/**
 * The tests below `folder` that touch nothing but themselves: neither they nor anything that they
 * import reaches the outside. They may share a process. Paths are relative to `project`, sorted.
 */
export function findPureTests(project, folder) {
  const isPure = purity(project)
  return readdirSync(join(project, folder), { recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(project, folder, name))
    .filter(isPure)
    .map((path) => relative(project, path).replaceAll('\\', '/'))
    .sort()
}

/** Answers for one file after the other, and reads each file once. */
function purity(project) {
  const imports = new Map()
  return (start) => {
    const seen = new Set([start])
    for (const path of seen) {
      const targets = imports.get(path) ?? valueImportsOf(path)
      imports.set(path, targets)
      for (const target of targets) {
        if (OUTSIDE.test(target) || target.includes('?modulePath')) return false
        const next = target.startsWith('.') ? resolved(path, target) : null
        if (next !== null && !isSimulatedAdapter(project, path, next)) seen.add(next)
      }
    }
    return true
  }
}

function valueImportsOf(path) {
  if (!/\.tsx?$/u.test(path)) return []
  return [...readFileSync(path, 'utf8').matchAll(VALUE_IMPORT)].map(
    (match) => match[1] ?? match[2] ?? '',
  )
}

/** The simulated world borrows the pure halves of the adapters: it never calls the others. */
function isSimulatedAdapter(project, from, to) {
  return (
    from.startsWith(join(project, 'test', 'sim')) &&
    to.startsWith(join(project, 'src', 'main', 'io'))
  )
}

function resolved(from, target) {
  const base = join(from, '..', target)
  const candidates = [`${base}.ts`, `${base}.tsx`, join(base, 'index.ts'), base]
  return candidates.find((path) => existsSync(path)) ?? null
}
