import { Switch as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'

/** On or off, at once. */
export function Switch(props: ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root
      {...props}
      className="h-[22px] w-[38px] shrink-0 rounded-full bg-idle-bar p-0.5 transition-colors data-[state=checked]:bg-accent"
    >
      <Radix.Thumb className="block size-[18px] rounded-full bg-knob shadow-sm transition-transform data-[state=checked]:translate-x-4 data-[state=checked]:bg-on-accent rtl:data-[state=checked]:-translate-x-4" />
    </Radix.Root>
  )
}
