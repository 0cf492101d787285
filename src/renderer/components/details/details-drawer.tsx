import { useEffect } from 'react'
import { showDetailsOf, useDetails } from '../../stores/details'
import { useSelection } from '../../stores/selection'
import { DetailsOfMany } from './details-of-many'
import { DetailsOfOne } from './details-of-one'
import { DrawerFrame } from './drawer-frame'
import { NoDetails } from './no-details'
import { useDetailsKeys } from './use-details-keys'

/** Below the list: all there is to know of the row that the keyboard is on, or of those selected. */
export function DetailsDrawer() {
  useDetailsKeys()
  const isOpen = useDetails((state) => state.isOpen)
  return isOpen ? <Drawer /> : null
}

function Drawer() {
  const isMany = useSelection(({ ids }) => ids.size > 1)
  const id = useSelection(({ ids, current }) => {
    if (ids.size > 1) return null
    const [only] = ids
    return only ?? current
  })
  useEffect(() => {
    showDetailsOf(id)
  }, [id])
  useEffect(() => () => showDetailsOf(null), [])
  const report = useDetails((state) => state.report)
  return (
    <DrawerFrame>
      {isMany ? <DetailsOfMany /> : report === null ? <NoDetails /> : <DetailsOfOne {...report} />}
    </DrawerFrame>
  )
}
