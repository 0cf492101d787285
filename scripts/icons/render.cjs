// Run by Electron: `render.cjs JOBS`, where JOBS is JSON of [{ svg, png, size }]. Draws each SVG into a PNG.
const { readFileSync, writeFileSync } = require('node:fs')
const { app, BrowserWindow } = require('electron')

const jobs = JSON.parse(process.argv.at(-1))

/** The page draws on a canvas: what it gives back has exactly these pixels, whatever the screen. */
async function draw(page, { svg, png, size }) {
  const url = `data:image/svg+xml;base64,${readFileSync(svg).toString('base64')}`
  const base64 = await page.executeJavaScript(`(async () => {
    const image = new Image(${size}, ${size})
    image.src = ${JSON.stringify(url)}
    await image.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width: ${size}, height: ${size} })
    canvas.getContext('2d').drawImage(image, 0, 0, ${size}, ${size})
    return canvas.toDataURL('image/png').split(',')[1]
  })()`)
  writeFileSync(png, Buffer.from(base64, 'base64'))
}

app
  .whenReady()
  .then(async () => {
    const window = new BrowserWindow({ show: false })
    await window.loadURL('about:blank')
    for (const job of jobs) await draw(window.webContents, job)
    app.exit(0)
  })
  .catch((error) => {
    process.stderr.write(`${error.stack}\n`)
    app.exit(1)
  })
