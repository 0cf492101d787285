import { describeFiles } from '../../contracts/files'
import { describeHasher } from '../../contracts/hasher'
import { describePartFile } from '../../contracts/part-file'
import { describePulledDisk } from '../../contracts/pulled-disk'
import { describeReservedPart } from '../../contracts/reserved-part'
import { simulatedFolder } from './simulated-folder'

describeFiles('SimFiles', simulatedFolder)
describeReservedPart('SimFiles', simulatedFolder)
describePartFile('SimPartFile', simulatedFolder)
describeHasher('SimHasher', simulatedFolder)
describePulledDisk('SimFiles and SimHasher', () => simulatedFolder())
