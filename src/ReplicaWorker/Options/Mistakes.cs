using Microsoft.Extensions.Options;

namespace ReplicaWorker.Options;

/// <summary>Collects what is wrong with the configuration, so that one failed start names every mistake.</summary>
internal sealed class Mistakes
{
    private readonly SortedSet<string> _found = new(StringComparer.Ordinal);

    /// <param name="key">As an operator writes it: <c>GitMirror__MaxDeletes</c>.</param>
    /// <param name="what">Continues the sentence that the key begins: "is 12x, not a whole number".</param>
    public void Add(string key, string what) => _found.Add($"{key} {what}");

    /// <exception cref="OptionsValidationException">There is at least one; the message is one line.</exception>
    public void ThrowIfAny()
    {
        if (_found.Count > 0)
        {
            throw new OptionsValidationException("configuration", typeof(Mistakes), _found);
        }
    }
}
