using System.Globalization;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Drift.Ignoring;

/// <summary>
/// How an ignore rule is written: <c>kind=parameter name=/shop/* region=us-west-2 difference=value field=* until=2027-03-31 reason=caches are regional</c>.
/// </summary>
/// <remarks><c>name</c>, <c>until</c> and <c>reason</c> are required. The reason is last and goes to the end. No word but the reason may hold a blank: a <c>?</c> stands for one.</remarks>
internal static class IgnoreRuleText
{
    private static readonly string[] Words = ["kind", "name", "region", "difference", "field", "until", "reason"];

    /// <exception cref="FormatException">It is not a rule; the message continues "RULE: ".</exception>
    public static IgnoreRule Parse(string text)
    {
        var said = Split(text);
        return new(text, Required("name"), Day(Required("until")), Required("reason"))
        {
            Kind = said.GetValueOrDefault("kind") is { } kind ? Choice<ItemKind>("kind", kind) : null,
            Region = said.GetValueOrDefault("region"),
            Difference = said.GetValueOrDefault("difference") is { } difference ? Choice<DifferenceKind>("difference", difference) : null,
            Field = said.GetValueOrDefault("field"),
        };

        string Required(string word) => said.GetValueOrDefault(word) ?? throw new FormatException($"{word}= is missing");
    }

    /// <summary>A rule for one finding, with a reason still to be given.</summary>
    public static string For(Reports.Finding finding, DateOnly until) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"kind={Kebab.Of(finding.Kind)} name={Literal(finding.Item)} region={finding.Region} difference={Kebab.Of(finding.Difference.Kind)}")
        + (finding.Difference.Field.Length == 0 ? "" : $" field={Literal(finding.Difference.Field)}")
        + $" until={until:yyyy-MM-dd} reason=";

    private static Dictionary<string, string> Split(string text)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = text.AsSpan().Trim();
        while (!rest.IsEmpty)
        {
            var equals = rest.IndexOf('=');
            var word = equals < 0 ? rest.ToString() : rest[..equals].ToString();
            if (equals < 0 || !Words.Contains(word, StringComparer.Ordinal))
            {
                throw new FormatException($"{Options.SettingsSection.Shown(word)} is not one of {string.Join("=, ", Words)}=");
            }

            rest = rest[(equals + 1)..];
            var end = word == "reason" ? rest.Length : rest.IndexOf(' ') is >= 0 and var blank ? blank : rest.Length;
            var value = rest[..end].Trim().ToString();
            if (value.Length == 0)
            {
                throw new FormatException($"{word}= is empty");
            }

            if (!said.TryAdd(word, value))
            {
                throw new FormatException($"{word}= stands there twice");
            }

            rest = rest[end..].TrimStart();
        }

        return said;
    }

    private static DateOnly Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new FormatException($"until={Options.SettingsSection.Shown(text)} is not a day such as 2027-03-31");

    private static T Choice<T>(string word, string text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Kebab.Of(value) == text)
            {
                return value;
            }
        }

        throw new FormatException($"{word}={Options.SettingsSection.Shown(text)} is not one of {string.Join(", ", Enum.GetValues<T>().Select(value => Kebab.Of(value)))}");
    }

    /// <summary>What would be read as the end of a word, or of a rule, is matched by a <c>?</c>.</summary>
    private static string Literal(string text) => string.Concat(text.Select(c => char.IsWhiteSpace(c) || c is ';' ? '?' : c));
}
