import type en from './locales/en.json'

// Makes the keys of `t` known to the compiler.
declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en }
  }
}
