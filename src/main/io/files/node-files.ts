import fs from 'node:fs'
import { join } from 'node:path'
import { DownloadError } from '../../engine/download-error'
import type { Files, PartFile } from '../../engine/ports'
import { CancelledError, type Coroutine, until } from '../../kernel'
import { NodePartFile } from './node-part-file'
import { nextName, safeName } from './safe-name'
import { errnoOf, translateFileError } from './translate-error'

const { link, mkdir, open, rename, rm, stat, statfs, unlink } = fs.promises

/** What file systems without hard links say to `link`. */
const NO_LINKS = ['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'EXDEV', 'EINVAL']

/** The computer's own disk. */
export class NodeFiles implements Files {
  readonly safeName = safeName
  readonly nextName = nextName
  readonly path = join;

  *reserve(
    dir: string,
    wished: string,
    isPromised: (partName: string) => boolean = () => false,
  ): Coroutine<{ fileName: string; partName: string }> {
    return yield* inFolder(
      dir,
      async () => {
        await mkdir(dir, { recursive: true })
        for (let fileName = wished; ; fileName = nextName(fileName)) {
          const partName = `${fileName}.part`
          if (isPromised(partName) || (await statOrNull(join(dir, fileName))) !== null) continue
          if (await createEmpty(join(dir, partName))) return { fileName, partName }
        }
      },
      ({ partName }) => rm(join(dir, partName)),
    )
  }

  *openPart(dir: string, partName: string): Coroutine<PartFile> {
    const fd = yield* inFolder(dir, () => openForUpdate(join(dir, partName)), closeFd)
    return new NodePartFile(fd, dir)
  }

  *finish(
    dir: string,
    partName: string,
    fileName: string,
    { replace }: { readonly replace: boolean } = { replace: false },
  ): Coroutine<boolean> {
    const part = join(dir, partName)
    const final = join(dir, fileName)
    return yield* inFolder(dir, async () => {
      if (replace) {
        await rename(part, final)
        return true
      }
      try {
        // Unlike rename, link never replaces a file that somebody put there meanwhile.
        await link(part, final)
      } catch (error) {
        if (errnoOf(error) === 'EEXIST') {
          if (!(await isSameFile(part, final))) return false
        } else if (NO_LINKS.includes(errnoOf(error))) {
          if (!(await createEmpty(final))) return false
          await rename(part, final)
          return true
        } else if (errnoOf(error) === 'ENOENT' && (await statOrNull(dir)) !== null) {
          throw new DownloadError('part-file-lost', { path: part }, error)
        } else throw error
      }
      await unlink(part)
      return true
    })
  }

  *markOrigin(_dir: string, _name: string, _url: string): Coroutine<void> {}

  *isFolder(dir: string): Coroutine<boolean> {
    return yield* inFolder(dir, async () => (await statOrNull(dir))?.isDirectory() ?? false)
  }

  *lengthOf(dir: string, name: string): Coroutine<number | null> {
    return yield* inFolder(dir, async () => (await statOrNull(join(dir, name)))?.size ?? null)
  }

  *remove(dir: string, name: string): Coroutine<void> {
    yield* inFolder(dir, () => rm(join(dir, name), { force: true }))
  }

  *freeBytes(dir: string): Coroutine<number> {
    return yield* inFolder(dir, async () => {
      await mkdir(dir, { recursive: true })
      const { bavail, bsize } = await statfs(dir)
      return bavail * bsize
    })
  }
}

/** `undo` takes back what a Task that was cancelled meanwhile can no longer receive. */
function* inFolder<T>(
  dir: string,
  work: () => Promise<T>,
  undo: (result: T) => Promise<void> = () => Promise.resolve(),
): Coroutine<T> {
  let done: { readonly result: T } | null = null
  try {
    return yield* until(async () => {
      const result = await work()
      done = { result }
      return result
    })
  } catch (error) {
    if (!(error instanceof CancelledError)) throw translateFileError(error, dir)
    const lost = done as { readonly result: T } | null
    if (lost !== null) yield* until(() => undo(lost.result))
    throw error
  }
}

/** False if something of that name is there already. */
async function createEmpty(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close()
    return true
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false
    throw error
  }
}

/** A part file that somebody deleted is begun anew; the engine sees that its bytes are gone. */
function openForUpdate(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    fs.open(path, fs.constants.O_RDWR | fs.constants.O_CREAT, 0o666, (error, fd) =>
      error === null ? resolve(fd) : reject(error),
    )
  })
}

function closeFd(fd: number): Promise<void> {
  return new Promise((resolve, reject) => {
    fs.close(fd, (error) => (error == null ? resolve() : reject(error)))
  })
}

async function statOrNull(path: string): Promise<fs.Stats | null> {
  try {
    return await stat(path)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  }
}

async function isSameFile(a: string, b: string): Promise<boolean> {
  const [statA, statB] = await Promise.all([stat(a), stat(b)])
  return statA.ino === statB.ino && statA.dev === statB.dev
}
