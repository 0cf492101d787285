import fs from 'node:fs'

// Promises around Node's callbacks: what `fs.promises` makes of each call costs twice as much.

export function openFd(path: string, flags: string | number, mode = 0o666): Promise<number> {
  return new Promise((settle, reject) => {
    fs.open(path, flags, mode, (error, fd) => (error === null ? settle(fd) : reject(error)))
  })
}

export function statFd(fd: number): Promise<fs.BigIntStats> {
  return new Promise((settle, reject) => {
    fs.fstat(fd, { bigint: true }, (error, stats) =>
      error === null ? settle(stats) : reject(error),
    )
  })
}

export function closeFd(fd: number): Promise<void> {
  return new Promise((settle, reject) => {
    fs.close(fd, (error) => (error == null ? settle() : reject(error)))
  })
}
