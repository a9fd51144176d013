using ReplicaWorker.Git;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>One step of a plan. It carries the value that the replica must still have when the step is taken.</summary>
/// <param name="Ref">Full ref name, in the replica.</param>
/// <param name="Reason">Why, in words for people and logs.</param>
internal abstract record RefChange(string Ref, string Reason)
{
    internal sealed record Create(string Ref, ObjectId To, string Reason) : RefChange(Ref, Reason);

    internal sealed record Update(string Ref, ObjectId From, ObjectId To, string Reason) : RefChange(Ref, Reason);

    internal sealed record Delete(string Ref, ObjectId From, string Reason) : RefChange(Ref, Reason);

    /// <summary>The word for logs and reports.</summary>
    public string Action => this switch
    {
        Create => "create",
        Update => "update",
        _ => "delete",
    };

    /// <summary>What the replica must have now; null when the ref must not exist.</summary>
    public ObjectId? Old => this switch
    {
        Update update => update.From,
        Delete delete => delete.From,
        _ => null,
    };

    /// <summary>What the replica will have; null when the ref goes.</summary>
    public ObjectId? New => this switch
    {
        Create create => create.To,
        Update update => update.To,
        _ => null,
    };

    public RefCommand ToCommand(ObjectFormat format) => new(Ref, Old ?? format.Zero, New ?? format.Zero);
}

/// <summary>A step that the plan refuses to take until a human confirms.</summary>
internal sealed record HeldChange(RefChange Change, string Reason);
