import { defineConfig } from 'eslint/config'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

/** A door that is closed, and the one to take. */
const door = (group, message) => ({ group, message })

const DOORS = {
  electron: door(['electron', 'electron/*'], 'Electron is spoken to in src/main/shell.'),
  node: door(['node:*'], 'The outside world enters through a port: see src/main/engine/ports.ts.'),
  packages: door(
    ['got', 'better-sqlite3', 'zod', 'filenamify'],
    'Packages are used in src/main/io, behind a port.',
  ),
  shell: door(['**/shell/**'], 'The shell depends on the engine, not the other way round.'),
  io: door(['**/io/**'], 'Adapters are joined to the engine in src/main/io/run-engine.ts.'),
  engine: door(['**/engine/**'], 'The kernel knows nothing of downloads.'),
  main: door(['**/main/**'], 'The window talks to the main process through window.rill.'),
  rooms: door(['../main/**', '../renderer/**', '../preload/**'], 'src/shared depends on no room.'),
}

const closed = (files, ...doors) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: doors }] },
})

/** Time and chance enter by port, or nothing can be simulated. */
const CLOCK = 'Time comes from the kernel: sleep, timeout, or the loop and its clock.'
const clocks = [
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'performance',
  'Date',
]

export default defineConfig(
  { ignores: ['out', 'release', 'test-results', 'playwright-report', 'scripts', '*.config.*'] },
  {
    files: ['src/**/*.{ts,tsx}', 'test/**/*.ts', 'e2e/**/*.ts'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['src/renderer/**/*.tsx', 'src/renderer/**/*.ts'],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      // TanStack Virtual's hook returns functions that change: the compiler leaves its component alone.
      'react-hooks/incompatible-library': 'off',
    },
  },
  {
    files: ['src/main/kernel/**', 'src/main/engine/**'],
    ignores: ['src/main/kernel/*-clock.ts', '**/*.d.ts'],
    rules: {
      'no-restricted-globals': ['error', ...clocks.map((name) => ({ name, message: CLOCK }))],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Chance comes from Ports.random.' },
      ],
    },
  },
  closed(['src/shared/**'], DOORS.electron, DOORS.node, DOORS.rooms),
  closed(
    ['src/main/kernel/**'],
    DOORS.electron,
    DOORS.node,
    DOORS.packages,
    DOORS.shell,
    DOORS.io,
    DOORS.engine,
  ),
  closed(['src/main/engine/**'], DOORS.electron, DOORS.node, DOORS.packages, DOORS.shell, DOORS.io),
  closed(['src/main/io/**', 'src/main/cli/**'], DOORS.electron, DOORS.shell),
  closed(['src/preload/**', 'src/renderer/**'], DOORS.main),
)
