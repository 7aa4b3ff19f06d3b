import { decide } from '../../shared/breach/table.ts'
import { retentionTable } from '../../shared/breach/retention-table.ts'
import { assess } from '../../shared/breach/assess.ts'
