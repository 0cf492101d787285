import { describeStore } from '../../contracts/store'
import { simHome } from './sim-home'

describeStore('SimStore', () => simHome())
