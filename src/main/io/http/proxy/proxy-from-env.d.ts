declare module 'proxy-from-env' {
  /** The link to the proxy that the environment names for a link; '' for none. */
  export function getProxyForUrl(url: string): string
}
