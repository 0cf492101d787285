/** How menus look, whatever opens them. */
export const MENU_LOOK =
  'z-50 min-w-48 animate-appear rounded-xl border border-line bg-raised p-1 shadow-xl shadow-black/15 outline-none'

export const MENU_ITEM_LOOK =
  'flex h-8 cursor-default items-center gap-2 rounded-lg px-2 outline-none data-[highlighted]:bg-accent-soft data-[disabled]:opacity-50'

export const MENU_LABEL_LOOK = 'px-2 pt-1.5 pb-1 text-xs text-muted'

export const MENU_LINE_LOOK = 'my-1 h-px bg-line'
