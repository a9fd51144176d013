using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using LocalCloud.Bus;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud;

public sealed class InputTransformerTests
{
    private const string Sample = """
        {"id":"1","detail-type":"Kind","source":"s","time":"2026-01-02T03:04:05Z",
         "detail":{"text":"a\"b","plain":"abc","number":7,"yes":true,"object":{"k":"v"},"list":["x","y"],"numbers":[1,2],"nothing":null}}
        """;

    [TestCase("""{"v":<plain>}""", """{"v":"abc"}""")]
    [TestCase("""{"v":"<plain>"}""", """{"v":"abc"}""")]
    [TestCase("""{"v":"is <plain>, <number>"}""", """{"v":"is abc, 7"}""")]
    [TestCase("""{"v":"say \"<plain>\""}""", """{"v":"say \"abc\""}""")]
    [TestCase("""{"v":<text>}""", """{"v":"a\"b"}""")]
    [TestCase("""{"v":<number>,"w":<yes>}""", """{"v":7,"w":true}""")]
    [TestCase("""{"v":<object>}""", """{"v":{"k":"v"}}""")]
    [TestCase("""{"v":<list>}""", """{"v":["x","y"]}""")]
    [TestCase("""{"v":<missing>}""", """{"v":""}""")]
    [TestCase("""{"v":"<missing>"}""", """{"v":""}""")]
    [TestCase("""{"v":<deep>}""", """{"v":""}""")]
    [TestCase("""{"v":<aws.events.rule-name>}""", """{"v":"rule"}""")]
    [TestCase("""{"v":<aws.events.rule-arn>}""", """{"v":"arn:rule"}""")]
    [TestCase("""{"v":"from <aws.events.rule-name>"}""", """{"v":"from rule"}""")]
    public void A_value_lands_in_the_template_as_EventBridge_puts_it(string template, string expected) =>
        Assert.That(Canonical(Apply(template)), Is.EqualTo(Canonical(expected)));

    [TestCase("""{"v":"<object>"}""", TestName = "an object inside quotes")]
    [TestCase("""{"v":"<list>"}""", TestName = "an array inside quotes")]
    [TestCase("""{"v":"<numbers>"}""", TestName = "an array inside quotes that would leave the result JSON")]
    [TestCase("""{"v":"<text>"}""", TestName = "a text with a quote inside quotes")]
    [TestCase("""{"v":"<aws.events.event.json>"}""", TestName = "the event inside quotes")]
    [TestCase("""{"v":<plain>""", TestName = "a result that is not JSON")]
    public void Nothing_is_delivered_and_nobody_told_for(string template) => Assert.That(Apply(template), Is.Null);

    [Test]
    public void The_whole_event_becomes_an_object() =>
        Assert.That(Canonical(Apply("""{"e":<aws.events.event.json>}""")), Is.EqualTo(Canonical($$"""{"e":{{Sample}}}""")));

    [Test]
    public void The_event_without_json_has_no_detail_and_says_detailType() =>
        Assert.That(
            Canonical(Apply("""{"e":<aws.events.event>}""")),
            Is.EqualTo(Canonical("""{"e":{"id":"1","detailType":"Kind","source":"s","time":"2026-01-02T03:04:05Z"}}""")));

    [Test]
    public void A_text_template_takes_texts_bare() =>
        Assert.That(Apply("\"<plain> and <object>\""), Is.EqualTo("\"abc and {k:v}\""));

    [Test]
    public void A_placeholder_that_is_not_in_the_map_is_refused() =>
        Assert.That(
            () => Parse("""{"v":<nobody>}"""),
            Throws.TypeOf<TargetValidationException>().With.Message.EqualTo("InputTemplate for target t contains invalid placeholder nobody."));

    [TestCase("$.resources[0]")]
    [TestCase("detail.x")]
    [TestCase("$..x")]
    public void A_path_that_we_cannot_vouch_for_is_refused(string path) =>
        Assert.That(
            () => InputTransformer.Parse(JsonSerializer.SerializeToElement(
                new { InputPathsMap = new { p = path }, InputTemplate = "{\"v\":<p>}" }), "t"),
            Throws.TypeOf<TargetValidationException>());

    [Test]
    public void Any_text_arrives_unchanged_through_an_unquoted_placeholder() =>
        Prop.ForAll<NonNull<string>>(text =>
        {
            var sent = JsonSerializer.SerializeToElement(new { detail = new { plain = text.Get } });
            var result = Parse("""{"v":<plain>}""").Apply(sent, "rule", "arn:rule", DateTimeOffset.UnixEpoch)!;
            return string.Equals(
                JsonSerializer.Deserialize<JsonElement>(result).GetProperty("v").GetString(),
                sent.GetProperty("detail").GetProperty("plain").GetString(),
                StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    private static string? Apply(string template) =>
        Parse(template).Apply(JsonSerializer.Deserialize<JsonElement>(Sample), "rule", "arn:rule", DateTimeOffset.UnixEpoch);

    private static InputTransformer Parse(string template) => InputTransformer.Parse(
        JsonSerializer.SerializeToElement(new
        {
            InputPathsMap = new
            {
                text = "$.detail.text",
                plain = "$.detail['plain']",
                number = "$.detail.number",
                yes = "$.detail.yes",
                @object = "$.detail.object",
                list = "$.detail.list",
                numbers = "$.detail.numbers",
                missing = "$.detail.missing",
                deep = "$.detail.nothing.deeper",
            },
            InputTemplate = template,
        }),
        "t");

    private static string Canonical(string? json) => JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(json!));
}
