using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using ReplicaWorker.Hosting.Output;

namespace ReplicaWorker.Tests.Hosting;

public sealed partial class JsonLineTests
{
    [Test]
    public void A_line_has_its_time_level_message_and_properties_under_their_own_names()
    {
        var line = Lines(log => Moved(log, "shop", 3, 12)).Single();

        Assert.That((string?)line["level"], Is.EqualTo("info"));
        Assert.That((string?)line["message"], Is.EqualTo("shop: 3 refs in 12 ms"));
        Assert.That(((string?)line["repository"], (int?)line["changed"], (long?)line["elapsedMs"]), Is.EqualTo(("shop", 3, 12L)));
        Assert.That((string?)line["runId"], Is.EqualTo("run-1"));
        Assert.That((string?)line["time"], Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
        Assert.That(line.Select(pair => pair.Key), Is.EqualTo(["time", "level", "message", "repository", "changed", "elapsedMs", "runId"]));
    }

    [Test]
    public void Any_text_stays_one_line_of_valid_JSON_within_16_KB() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), Gen.Elements(1, 50, 5_000).ToArbitrary(), (text, times) =>
        {
            var repeated = string.Concat(Enumerable.Repeat(text.Get, times));
            var raw = Raw(log => Failed(log, repeated, new InvalidOperationException(repeated, new IOException(repeated))));
            return raw.Length <= JsonText.LongestLine && raw.AsSpan(0, raw.Length - 1).IndexOf((byte)'\n') < 0 && JsonNode.Parse(raw) is JsonObject;
        }).QuickCheckThrowOnFailure();

    [TestCase('x')]
    [TestCase('\u0001')]
    [TestCase('"')]
    [TestCase('é')]
    [TestCase('\ud83d')]
    public void The_worst_texts_are_cut_and_say_so(char letter)
    {
        var raw = Raw(log => Failed(log, new string(letter, 100_000), new InvalidOperationException(new string(letter, 100_000))));

        Assert.That(raw, Has.Length.LessThanOrEqualTo(JsonText.LongestLine));
        Assert.That((bool?)JsonNode.Parse(raw)!["truncated"], Is.True);
        Assert.That((string?)JsonNode.Parse(raw)!["message"], Is.Not.Empty);
    }

    [Test]
    public void A_property_cannot_stand_in_for_a_field_of_ours()
    {
        var line = Lines(log => Pretend(log, "run-finished", "now")).Single();

        Assert.That(line.ContainsKey("event"), Is.False);
        Assert.That((string?)line["event_"], Is.EqualTo("run-finished"));
        Assert.That((string?)line["time"], Is.Not.EqualTo("now"));
    }

    [Test]
    public void Debug_lines_come_with_verbose_only()
    {
        Assert.That(Lines(log => Detail(log)), Is.Empty);
        Assert.That(Lines(log => Detail(log), verbose: true), Has.Count.EqualTo(1));
    }

    [Test]
    public void A_terminal_shows_no_JSON_and_no_control_characters()
    {
        using var stream = new MemoryStream();
        using var output = new RunOutput(stream, stream, terminal: true, "run-1");
        Moved(output.CreateLogger("x"), "shop\u001b[2J", 3, 12);

        Assert.That(Encoding.UTF8.GetString(stream.ToArray()), Does.Contain("shop").And.Not.Contain("{").And.Not.Contain("\u001b").And.Not.Contain("run-1"));
    }

    private static List<JsonObject> Lines(Action<ILogger> log, bool verbose = false) =>
        [.. Encoding.UTF8.GetString(Raw(log, verbose)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    private static byte[] Raw(Action<ILogger> log, bool verbose = false)
    {
        using var stream = new MemoryStream();
        using var output = new RunOutput(stream, stream, terminal: false, "run-1");
        if (verbose)
        {
            output.BeVerbose();
        }

        log(output.CreateLogger("x"));
        return stream.ToArray();
    }

    [LoggerMessage(LogLevel.Information, "{Repository}: {Changed} refs in {ElapsedMs} ms")]
    private static partial void Moved(ILogger log, string repository, int changed, long elapsedMs);

    [LoggerMessage(LogLevel.Critical, "{What} failed")]
    private static partial void Failed(ILogger log, string what, Exception e);

    [LoggerMessage(LogLevel.Information, "{Event} at {Time}")]
    private static partial void Pretend(ILogger log, string @event, string time);

    [LoggerMessage(LogLevel.Debug, "detail")]
    private static partial void Detail(ILogger log);
}
