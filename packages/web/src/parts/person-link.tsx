// A person's name, leading to the person's page for those who may open it.
import { Link } from 'react-router'
import { useSignedIn } from '../api/session.ts'

export function PersonLink({ personNo, name }: { personNo: string; name: string }) {
  const { permissions } = useSignedIn()
  if (!permissions.includes('person:read')) return <>{name}</>
  return <Link to={`/persons/${encodeURIComponent(personNo)}`}>{name}</Link>
}
