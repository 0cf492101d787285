import { defineConfig, globalIgnores } from 'eslint/config'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'
import { floatingCoroutine } from './scripts/lint/floating-coroutine.mjs'

/** Closes doors of a room; test/rooms.test.ts checks the whole table, this names the right door. */
function closed(files, ...patterns) {
  return { files, rules: { 'no-restricted-imports': ['error', { patterns }] } }
}

const rooms = (...names) => `^(\\.\\./)+(main/)?(${names.join('|')})(/|$)`

const NO_ELECTRON = {
  regex: '^electron(/|$)',
  message: 'Only shell and preload know Electron: let the shell do it, and hand in what it needs.',
}
const NO_NODE = {
  regex: '^node:',
  message: 'The window has no Node: ask the main process through a command of window.rill.',
}

const NO_MAIN = {
  regex: rooms('kernel', 'engine', 'io', 'cli', 'shell', 'preload'),
  message: 'The main process is asked through window.rill, as shared/ipc.ts says.',
}

const TIME_AND_CHANCE =
  'Time and chance enter by port, or nothing can be simulated: take them from the kernel (sleep, timeout, the clock) or from the ports.'

/** Once V8 has optimised its caller, Node 20.20 says false for every text with a Latin-1 letter. */
const BROKEN_CAN_PARSE = {
  object: 'URL',
  property: 'canParse',
  message: 'Broken in Node 20.20: use parseUrl of src/shared/parse-url.ts.',
}

const HOST_GLOBALS = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'queueMicrotask',
  'performance',
  'Date',
  'process',
  'fetch',
  'crypto',
]

export default defineConfig(
  globalIgnores(['node_modules', 'out', 'release', 'test-results', 'playwright-report', 'scripts']),
  {
    files: ['src/**/*.{ts,tsx}', 'bench/**/*.ts', 'test/**/*.{ts,tsx}', 'e2e/**/*.ts'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: {
        project: [
          'tsconfig.shared.json',
          'tsconfig.kernel.json',
          'tsconfig.engine.json',
          'tsconfig.io.json',
          'tsconfig.start.json',
          'tsconfig.cli.json',
          'tsconfig.shell.json',
          'tsconfig.preload.json',
          'tsconfig.renderer.json',
          'tsconfig.bench.json',
          'tsconfig.test.json',
          'tsconfig.e2e.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { noInlineConfig: true },
    plugins: {
      '@typescript-eslint': tseslint.plugin,
      rill: { rules: { 'floating-coroutine': floatingCoroutine } },
    },
    rules: {
      'rill/floating-coroutine': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/prefer-promise-reject-errors': [
        'error',
        { allowEmptyReject: true, allowThrowingUnknown: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: { 'no-restricted-properties': ['error', BROKEN_CAN_PARSE] },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      // It says that the virtual list is not memoized, which is as it has to be.
      'react-hooks/incompatible-library': 'off',
    },
  },
  {
    files: ['src/main/kernel/**/*.ts', 'src/main/engine/**/*.ts'],
    ignores: ['src/main/kernel/loop/*-clock.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...HOST_GLOBALS.map((name) => ({ name, message: TIME_AND_CHANCE })),
      ],
      'no-restricted-properties': [
        'error',
        BROKEN_CAN_PARSE,
        { object: 'Math', property: 'random', message: TIME_AND_CHANCE },
      ],
    },
  },
  closed(['src/shared/**/*.ts'], {
    regex: '^(?!\\.\\.?/|(zod|i18next|linkify-it)$)',
    message: 'Every room reads shared, so it stands on itself and a few small packages.',
  }),
  closed(['src/main/kernel/**/*.ts'], {
    regex: '^(?!\\./|\\.\\./(errors|loop|tasks|time|sync|bridges)(/|$))',
    message:
      'The kernel imports only itself: what knows of downloads belongs into src/main/engine.',
  }),
  closed(
    ['src/main/engine/**/*.ts'],
    {
      regex: '^(?!\\.\\.?/)',
      message:
        'The engine has no packages: name a port in engine/ports, and fill it in src/main/io.',
    },
    {
      regex: rooms('io', 'shell', 'cli', 'preload', 'renderer'),
      message: 'The engine reaches the outside by its ports: see engine/ports.',
    },
  ),
  closed(['src/main/io/**/*.ts'], NO_ELECTRON, {
    regex: rooms('shell', 'cli', 'preload', 'renderer'),
    message: 'Adapters serve the engine: they know its ports, kernel and shared.',
  }),
  closed(['src/main/cli/**/*.ts'], NO_ELECTRON, {
    regex: rooms('kernel', 'shell', 'preload', 'renderer'),
    message: 'The command line runs the engine without a window: engine, io/run-engine and shared.',
  }),
  closed(['src/main/shell/**/*.ts'], {
    regex: rooms('preload', 'renderer'),
    message: 'The window is another process: tell it by an event of shared/ipc.ts.',
  }),
  closed(
    ['src/preload/**/*.ts'],
    { ...NO_NODE, message: 'A sandboxed preload has no Node.' },
    {
      regex: rooms('kernel', 'engine', 'io', 'cli', 'shell', 'renderer'),
      message: 'The hatch is built from the contract in shared/ipc.ts.',
    },
  ),
  closed(['src/renderer/**/*.{ts,tsx}'], NO_ELECTRON, NO_NODE, NO_MAIN),
  closed(['src/renderer/lib/**/*.{ts,tsx}'], NO_ELECTRON, NO_NODE, NO_MAIN, {
    regex: '^(\\.\\./)+(stores|components|actions)(/|$)',
    message: 'renderer/lib holds no state: pass in what it needs, or move the file to stores.',
  }),
)
