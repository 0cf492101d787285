import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { icns, ico } from './icons/containers.mjs'
import { electronBinary } from './setup/electron-runtime.mjs'
import { ROOT } from './setup/paths.mjs'
import { run } from './setup/run.mjs'
import { ensureDisplay, hasDisplay } from './setup/system-packages.mjs'
import { main, setup } from './setup.mjs'

const ICONS = join(ROOT, 'build', 'icons')
const APP_SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 128, 256]
const TRAY_SIZES = [16, 24, 32, 48]
const TEMPLATE_SIZES = [16, 32]

const job = (source, name, size) => ({
  svg: join(ICONS, `${source}.svg`),
  png: join(ICONS, `${name}.png`),
  size,
})

/** `npm run icons`: draws the SVGs of build/icons in every size that a desktop asks for. */
await main(async () => {
  await setup()
  ensureDisplay()
  draw([
    ...APP_SIZES.map((size) => job('icon', `${size}x${size}`, size)),
    ...TRAY_SIZES.map((size) => job('tray', `tray-${size}`, size)),
    ...TEMPLATE_SIZES.map((size) => job('tray-template', `tray-template-${size}`, size)),
  ])
  const images = APP_SIZES.map((size) => ({
    size,
    png: readFileSync(join(ICONS, `${size}x${size}.png`)),
  }))
  const forWindows = images.filter(({ size }) => WINDOWS_SIZES.includes(size))
  writeFileSync(join(ICONS, 'icon.ico'), ico(forWindows))
  writeFileSync(join(ICONS, 'icon.icns'), icns(images))
  return 0
})

/** With the Electron that is here anyway: no other program for SVG is needed. */
function draw(jobs) {
  const words = [
    electronBinary(),
    '--no-sandbox',
    '--disable-gpu',
    join(import.meta.dirname, 'icons', 'render.cjs'),
    JSON.stringify(jobs),
  ]
  const [program, ...args] = hasDisplay() ? words : ['xvfb-run', '-a', ...words]
  run(program, args, { cwd: ROOT })
}
