import { Check, type LucideIcon } from 'lucide-react'
import type { ContextMenu, DropdownMenu } from 'radix-ui'

/** What can stand in a menu, whether it hangs on a button or opens under the pointer. */
export type MenuEntry =
  | {
      readonly kind: 'item'
      readonly label: string
      readonly icon?: LucideIcon
      readonly keys?: string
      readonly isDangerous?: boolean
      readonly run: () => void
    }
  | {
      readonly kind: 'check'
      readonly label: string
      readonly isChecked: boolean
      readonly run: () => void
    }
  | { readonly kind: 'heading'; readonly label: string }
  | { readonly kind: 'line' }

/** How menus look, whatever opens them. */
export const MENU_CLASS =
  'z-50 max-h-(--radix-popper-available-height) max-w-md min-w-52 animate-appear overflow-y-auto rounded-lg border border-line bg-raised p-1 text-[13px] shadow-xl shadow-black/15'

export const MENU_ITEM_CLASS =
  'flex h-7 cursor-default items-center gap-2 rounded-md px-2 outline-none select-none data-highlighted:bg-hover data-disabled:opacity-50'

export const MENU_LABEL_CLASS = 'px-2 pt-1.5 pb-1 text-[11.5px] font-medium text-muted'

export const MENU_LINE_CLASS = 'mx-2 my-1 h-px bg-line'

/** Menus open inside the page's landmark, so that they are a part of it for those who hear it. */
export function menuContainer(): HTMLElement | null {
  return document.querySelector('main')
}

type Parts = typeof ContextMenu | typeof DropdownMenu

/** The entries of a menu; `parts` are those of the kind of menu it is. */
export function MenuEntries({ entries, parts }: { entries: readonly MenuEntry[]; parts: Parts }) {
  return entries.map((entry, place) => (
    // A line has no name; all others have one of their own.
    <Entry
      key={entry.kind === 'line' ? `line ${place}` : entry.label}
      entry={entry}
      parts={parts}
    />
  ))
}

function Entry({ entry, parts }: { entry: MenuEntry; parts: Parts }) {
  const { Item, CheckboxItem, ItemIndicator, Label, Separator } = parts
  switch (entry.kind) {
    case 'line':
      return <Separator className={MENU_LINE_CLASS} />
    case 'heading':
      return <Label className={MENU_LABEL_CLASS}>{entry.label}</Label>
    case 'check':
      return (
        <CheckboxItem
          checked={entry.isChecked}
          // The menu stays open: more than one may be changed.
          onSelect={(event) => event.preventDefault()}
          onCheckedChange={() => entry.run()}
          className={MENU_ITEM_CLASS}
        >
          <span className="grid size-4 place-items-center">
            <ItemIndicator>
              <Check aria-hidden className="size-3.5 text-accent" strokeWidth={2.6} />
            </ItemIndicator>
          </span>
          {entry.label}
        </CheckboxItem>
      )
    case 'item':
      return (
        <Item
          onSelect={() => entry.run()}
          className={entry.isDangerous ? `${MENU_ITEM_CLASS} text-bad` : MENU_ITEM_CLASS}
        >
          <span className="grid size-4 place-items-center">
            {entry.icon && <entry.icon aria-hidden className="size-4" strokeWidth={1.8} />}
          </span>
          {entry.label}
          {entry.keys !== undefined && (
            <kbd className="ms-auto ps-6 font-sans text-[11.5px] text-muted">{entry.keys}</kbd>
          )}
        </Item>
      )
  }
}
