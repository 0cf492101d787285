import { BrowserWindow, nativeTheme, screen, type WebContents } from 'electron'
import type { RillUpdate } from '../../shared/ipc'
import { appIcon } from './icons'
import { placeWindow, SMALLEST } from './place-window'
import { pageUrl, preloadPath } from './window-page'
import type { WindowState } from './window-state'

/** The page's own background (`--canvas`), so that nothing flashes before its first paint. */
const BACKGROUND = { light: '#fdfdfe', dark: '#13191d' }

/** A page that crashes again within this time is not reloaded: it would crash once more. */
const RELOAD_PAUSE_MS = 10_000

export interface MainWindowListener {
  /** The window has become visible. */
  watched(): void
  /** The window has loaded a new page, which knows nothing yet. */
  pageLeft(): void
  /** The window was closed; Rill keeps running without it. */
  closed(): void
}

/**
 * Rill's only window. It is created when first shown, so that a start into the tray loads no page.
 * Closing hides it, until `allowClose`.
 */
export class MainWindow {
  readonly #memory: WindowState
  readonly #listener: MainWindowListener
  #window: BrowserWindow | null = null
  #painted = false
  #mayClose = false
  #zoom = 1

  constructor(memory: WindowState, listener: MainWindowListener) {
    this.#memory = memory
    this.#listener = listener
  }

  /** The parent for dialogs; null until the window has been shown. */
  get browserWindow(): BrowserWindow | null {
    return this.#window
  }

  /** Shows the window in front of all others. */
  show(): void {
    this.#window ??= this.#create()
    if (!this.#painted) return
    if (this.#window.isMinimized()) this.#window.restore()
    this.#window.show()
    this.#window.focus()
  }

  isWatched(): boolean {
    if (this.#window === null) return false
    return this.#window.isVisible() && !this.#window.isMinimized()
  }

  isFocused(): boolean {
    return this.#window?.isFocused() ?? false
  }

  isPage(contents: WebContents): boolean {
    return this.#window?.webContents === contents
  }

  send(updates: readonly RillUpdate[]): void {
    this.#window?.webContents.send('rill:updates', updates)
  }

  /** A factor of 1 is the default size. */
  zoom(factor: number): void {
    this.#zoom = factor
    this.#window?.webContents.setZoomFactor(factor)
  }

  /** Lets the window close, because the app quits. */
  allowClose(): void {
    this.#mayClose = true
  }

  #create(): BrowserWindow {
    const { bounds, maximized } = this.#memory.get()
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea)
    const window = new BrowserWindow({
      ...placeWindow(bounds, areas),
      minWidth: SMALLEST.width,
      minHeight: SMALLEST.height,
      show: false,
      title: 'Rill',
      icon: appIcon(),
      autoHideMenuBar: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
      webPreferences: {
        preload: preloadPath(),
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webSecurity: true,
        // Chromium would fetch its dictionaries from a server of Google.
        spellcheck: false,
      },
    })
    if (maximized) window.once('show', () => window.maximize())
    this.#followPage(window)
    this.#followPlace(window)
    for (const event of ['show', 'restore'] as const) {
      window.on(event as 'show', () => this.#listener.watched())
    }
    window.on('close', (event) => this.#close(event, window))
    window.once('closed', () => {
      this.#window = null
      this.#painted = false
    })
    window.loadURL(pageUrl()).catch((error: unknown) => {
      console.error('The page could not be loaded:', error)
      this.#reveal()
    })
    return window
  }

  #followPage(window: BrowserWindow): void {
    let reloadedAtMs = Number.NEGATIVE_INFINITY
    window.once('ready-to-show', () => this.#reveal())
    // Not `did-start-loading`: that also comes for a refused navigation, after which the page stays.
    window.webContents.on('did-navigate', () => {
      window.webContents.setZoomFactor(this.#zoom)
      this.#listener.pageLeft()
    })
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      console.error(`The page's process is gone: ${reason}`)
      this.#listener.pageLeft()
      if (performance.now() - reloadedAtMs < RELOAD_PAUSE_MS) return
      reloadedAtMs = performance.now()
      window.webContents.reload()
    })
  }

  #reveal(): void {
    if (this.#painted || this.#window === null) return
    this.#painted = true
    this.show()
  }

  #followPlace(window: BrowserWindow): void {
    let timer: NodeJS.Timeout | null = null
    const remember = (): void => {
      timer = null
      if (window.isDestroyed()) return
      this.#memory.update({ bounds: window.getNormalBounds(), maximized: window.isMaximized() })
    }
    const rememberSoon = (): void => {
      if (timer === null) timer = setTimeout(remember, 500)
    }
    window.on('resize', rememberSoon)
    window.on('move', rememberSoon)
    window.on('close', remember)
  }

  #close(event: { preventDefault(): void }, window: BrowserWindow): void {
    if (this.#mayClose) return
    event.preventDefault()
    if (process.platform === 'darwin' && window.isFullScreen()) {
      // Hiding a full-screen window at once leaves an empty space behind.
      window.once('leave-full-screen', () => window.hide())
      window.setFullScreen(false)
    } else {
      window.hide()
    }
    this.#listener.closed()
  }
}
