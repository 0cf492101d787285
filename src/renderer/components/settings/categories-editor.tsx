import { ArrowUp, Plus, Trash2 } from 'lucide-react'
import { createElement, useId, useState } from 'react'
import { BUILT_IN_CATEGORIES, type Category, categorySchema } from '../../../shared/categories'
import { cn } from '../../lib/class-names'
import { useDraft } from '../../lib/hooks/use-draft'
import { t } from '../../lib/i18n/i18n'
import { runCommand } from '../../lib/run-command'
import { categoryLabel } from '../../lib/text/category-label'
import { Button } from '../ui/button'
import { categoryIcon } from '../ui/category-icon'
import { FIELD_CLASS } from '../ui/fields'
import { IconButton } from '../ui/icon-button'
import type { ControlProps } from './setting'

const ICON = { 'aria-hidden': true, className: 'size-4 shrink-0 text-muted', strokeWidth: 1.9 }

/** The categories in their order, each with its endings, servers and folder. */
export function CategoriesEditor({ settings, change }: ControlProps) {
  const { categories } = settings
  const [open, setOpen] = useState<string | null>(null)
  const save = (next: readonly Category[]): void => change({ categories: [...next] })
  const add = (): void => {
    const id = crypto.randomUUID()
    const own: Category = {
      id,
      name: t('categoriesEditor.newName'),
      extensions: [],
      hosts: [],
      folder: null,
    }
    save([own, ...categories])
    setOpen(id)
  }
  return (
    <div className="flex flex-col gap-2">
      <ul className="divide-y divide-line rounded-xl border border-line">
        {categories.map((category, index) => (
          <li key={category.id}>
            <Summary
              category={category}
              isOpen={open === category.id}
              onToggle={() => setOpen(open === category.id ? null : category.id)}
            />
            {open === category.id && (
              <Editor
                category={category}
                onChange={(changed) => save(categories.with(index, changed))}
                onRemove={() => save(categories.toSpliced(index, 1))}
                onMoveUp={
                  index === 0
                    ? null
                    : () => save(categories.toSpliced(index, 1).toSpliced(index - 1, 0, category))
                }
              />
            )}
          </li>
        ))}
      </ul>
      <Button className="self-start" onClick={add}>
        <Plus aria-hidden className="size-4" />
        {t('categoriesEditor.add')}
      </Button>
    </div>
  )
}

interface SummaryProps {
  category: Category
  isOpen: boolean
  onToggle: () => void
}

function Summary({ category, isOpen, onToggle }: SummaryProps) {
  const label = categoryLabel(category)
  const takes = [...category.extensions, ...category.hosts].join(' ')
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-label={t('categoriesEditor.edit', { category: label })}
      onClick={onToggle}
      className="flex h-10 w-full items-center gap-3 px-3 text-start hover:bg-hover"
    >
      {createElement(categoryIcon(category), ICON)}
      <span className="w-28 shrink-0 truncate font-medium">{label}</span>
      <span className="min-w-0 flex-1 truncate text-xs text-muted">{takes}</span>
      <span className="max-w-44 truncate text-xs text-muted max-[719px]:hidden">
        {category.folder}
      </span>
    </button>
  )
}

interface EditorProps {
  category: Category
  onChange: (category: Category) => void
  onRemove: () => void
  /** null for the first. */
  onMoveUp: (() => void) | null
}

function Editor({ category, onChange, onRemove, onMoveUp }: EditorProps) {
  const isOwn = !BUILT_IN_CATEGORIES.some((id) => id === category.id)
  const take = (changes: Partial<Category>): void => {
    const changed = categorySchema.safeParse({ ...category, ...changes })
    if (changed.success) onChange(changed.data)
  }
  return (
    <div className="flex flex-col gap-3 px-3 pt-1 pb-3">
      {isOwn && (
        <Words
          label={t('categoriesEditor.name')}
          value={category.name ?? ''}
          onCommit={(name) => take({ name })}
        />
      )}
      <Words
        label={t('categoriesEditor.extensions')}
        hint={t('categoriesEditor.extensionsHint')}
        value={category.extensions.join(' ')}
        onCommit={(text) => take({ extensions: wordsOf(text).map(withoutDot) })}
      />
      <Words
        label={t('categoriesEditor.hosts')}
        hint={t('categoriesEditor.hostsHint')}
        value={category.hosts.join(' ')}
        onCommit={(text) => take({ hosts: wordsOf(text) })}
      />
      <Folder folder={category.folder} onChange={(folder) => take({ folder })} />
      <div className="flex justify-end gap-1">
        {onMoveUp !== null && (
          <IconButton icon={ArrowUp} label={t('categoriesEditor.up')} onClick={onMoveUp} />
        )}
        {isOwn && (
          <IconButton icon={Trash2} label={t('categoriesEditor.remove')} onClick={onRemove} />
        )}
      </div>
    </div>
  )
}

interface WordsProps {
  label: string
  hint?: string
  value: string
  onCommit: (text: string) => void
}

function Words({ label, hint, value, onCommit }: WordsProps) {
  const id = useId()
  const { text, type, flush } = useDraft(value, onCommit)
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-xs font-medium">
        {label}
      </label>
      <input
        id={id}
        type="text"
        spellCheck={false}
        value={text}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => type(event.target.value)}
        onBlur={flush}
        className={cn(FIELD_CLASS, 'h-8 w-full')}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      )}
    </div>
  )
}

interface FolderProps {
  folder: string | null
  onChange: (folder: string | null) => void
}

function Folder({ folder, onChange }: FolderProps) {
  const choose = async (): Promise<void> => {
    const chosen = await window.rill.chooseFolder(folder ?? '')
    if (chosen !== null) onChange(chosen)
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-xs font-medium">{t('categoriesEditor.folder')}</span>
      <span className="min-w-0 flex-1 truncate" data-selectable>
        {folder ?? t('categoriesEditor.commonFolder')}
      </span>
      {folder !== null && (
        <Button look="quiet" onClick={() => onChange(null)}>
          {t('categoriesEditor.clear')}
        </Button>
      )}
      <Button onClick={() => runCommand(choose())}>{t('categoriesEditor.choose')}</Button>
    </div>
  )
}

function wordsOf(text: string): string[] {
  return [
    ...new Set(
      text
        .toLowerCase()
        .split(/[\s,;]+/u)
        .filter(Boolean),
    ),
  ]
}

function withoutDot(word: string): string {
  return word.replace(/^\*?\./u, '')
}
