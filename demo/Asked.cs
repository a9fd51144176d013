namespace Demo;

/// <summary>What somebody typed that changed something in the cloud. What they do is what is shown.</summary>
internal sealed class Asked
{
    private readonly List<string> _commands = [];

    public void Add(string command) => _commands.Add(command);

    /// <summary>Everything since the last call.</summary>
    public IReadOnlyList<string> Take()
    {
        string[] taken = [.. _commands];
        _commands.Clear();
        return taken;
    }
}
