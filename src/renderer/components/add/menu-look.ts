export const MENU_LOOK =
  'z-50 max-w-md animate-appear rounded-lg border border-line bg-raised p-1 shadow-xl shadow-black/15'

export const MENU_ITEM =
  'flex h-8 items-center gap-2 rounded-md px-2.5 outline-none select-none data-[highlighted]:bg-hover data-[disabled]:opacity-50'
