// The models in force, read once when the platform opens; a file that is wrong refuses them all.
import { faultText, type models } from '@yibao/kernel'
import { missingParameters, modelNames } from '@yibao/lake'
import { loadModels } from '@yibao/policy'

export class ModelsUnusable extends Error {
  override readonly name = 'ModelsUnusable'
}

export function modelsInForce(folder?: string): readonly models.ModelCard[] {
  const { cards, faults } = loadModels(folder)
  if (faults.refuses) throw new ModelsUnusable(faults.faults.map(faultText).join('\n'))
  const unknown = cards.find((card) => !modelNames.includes(card.id))
  if (unknown) throw new ModelsUnusable(`没有模型 ${unknown.id} 的特征（no features are known for this model）`)
  const lacking = cards.find((card) => missingParameters(card).length > 0)
  if (lacking)
    throw new ModelsUnusable(
      `模型 ${lacking.id} 缺少参数（parameters missing）：${missingParameters(lacking).join('、')}`,
    )
  return cards
}
