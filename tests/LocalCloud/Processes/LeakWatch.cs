namespace LocalCloud.Processes;

/// <summary>
/// Watches everything that workers and the bus show. Values of secrets that tests make begin with <see cref="Mark"/>: whoever shows one
/// does not get on, and the test at hand fails, whatever it was about.
/// </summary>
public static class LeakWatch
{
    public const string Mark = "marked-";

    /// <param name="where">What is looked at; the message has nothing else.</param>
    /// <param name="texts">All that was shown there.</param>
    /// <exception cref="InvalidOperationException">A marked value is in it.</exception>
    public static void Look(string where, IEnumerable<string> texts)
    {
        if (texts.Any(text => text.Contains(Mark, StringComparison.Ordinal)))
        {
            throw new InvalidOperationException($"the value of a secret is shown in the {where}");
        }
    }
}
