namespace ReplicaWorker.Modules.Parameters;

/// <summary>Which copies a run may delete for good in one region.</summary>
internal sealed class DeletionPermit
{
    private readonly Lock _lock = new();
    private readonly IReadOnlySet<string>? _approved;
    private int _left;

    private DeletionPermit(IReadOnlySet<string>? approved, int left) => (_approved, _left) = (approved, left);

    /// <summary>So many, whichever they are: for a run over named parameters.</summary>
    public static DeletionPermit UpTo(int count) => new(null, count);

    /// <summary>These: for a full sync, which has counted them first.</summary>
    public static DeletionPermit For(IReadOnlySet<string> names) => new(names, 0);

    /// <summary>Asks for several at once.</summary>
    /// <returns>Those that may go, and those that are held until a person confirms. In neither: what a full sync has not counted, since it
    /// disappeared meanwhile; its own event deletes it, or the next sync.</returns>
    public (IReadOnlyList<string> Granted, IReadOnlyList<string> Held) Take(IReadOnlyList<string> names)
    {
        lock (_lock)
        {
            if (_approved is not null)
            {
                return ([.. names.Where(_approved.Contains)], []);
            }

            if (names.Count > _left)
            {
                return ([], names);
            }

            _left -= names.Count;
            return (names, []);
        }
    }
}
