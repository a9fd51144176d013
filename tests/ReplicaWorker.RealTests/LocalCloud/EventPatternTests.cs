using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using LocalCloud.Bus;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud;

public sealed class EventPatternTests
{
    // Literals
    [TestCase("""{"a":["x"]}""", """{"a":"x"}""", true)]
    [TestCase("""{"a":["x"]}""", """{"a":"X"}""", false)]
    [TestCase("""{"a":["x","y"]}""", """{"a":"y"}""", true)]
    [TestCase("""{"a":["x"]}""", """{"b":"x"}""", false)]
    [TestCase("""{"a":["x"],"b":["y"]}""", """{"a":"x","b":"z"}""", false)]
    [TestCase("""{"a":["1"]}""", """{"a":1}""", false)]
    [TestCase("""{"a":[300]}""", """{"a":300}""", true)]
    [TestCase("""{"a":[300]}""", """{"a":300.0}""", false)]
    [TestCase("""{"a":[true]}""", """{"a":true}""", true)]
    [TestCase("""{"a":[true]}""", """{"a":"true"}""", false)]
    [TestCase("""{"a":[null]}""", """{"a":null}""", true)]
    [TestCase("""{"a":[null]}""", """{"a":"null"}""", false)]
    [TestCase("""{"a":[null]}""", """{}""", false)]
    [TestCase("""{"a":[""]}""", """{"a":""}""", true)]
    // Nesting and arrays
    [TestCase("""{"a":{"b":["x"]}}""", """{"a":{"b":"x"}}""", true)]
    [TestCase("""{"a":{"b":["x"]}}""", """{"a":"x"}""", false)]
    [TestCase("""{"a":["x"]}""", """{"a":{"x":"x"}}""", false)]
    [TestCase("""{"a":["x"]}""", """{"a":["w","x"]}""", true)]
    [TestCase("""{"a":["x"]}""", """{"a":[]}""", false)]
    [TestCase("""{"a":["x"]}""", """{"a":[["x"]]}""", true)]
    [TestCase("""{"a":{"b":["x"],"c":["y"]}}""", """{"a":[{"b":"x","c":"y"}]}""", true)]
    [TestCase("""{"a":{"b":["x"],"c":["y"]}}""", """{"a":[{"b":"x","c":"n"},{"b":"n","c":"y"}]}""", false)]
    // prefix, suffix, equals-ignore-case, wildcard
    [TestCase("""{"a":[{"prefix":"us-"}]}""", """{"a":"us-east-1"}""", true)]
    [TestCase("""{"a":[{"prefix":"us-"}]}""", """{"a":"US-east-1"}""", false)]
    [TestCase("""{"a":[{"prefix":""}]}""", """{"a":1}""", false)]
    [TestCase("""{"a":[{"prefix":{"equals-ignore-case":"us-"}}]}""", """{"a":"US-east-1"}""", true)]
    [TestCase("""{"a":[{"suffix":".png"}]}""", """{"a":"x.png"}""", true)]
    [TestCase("""{"a":[{"suffix":{"equals-ignore-case":".png"}}]}""", """{"a":"x.PNG"}""", true)]
    [TestCase("""{"a":[{"equals-ignore-case":"Alice"}]}""", """{"a":"aLICE"}""", true)]
    [TestCase("""{"a":[{"equals-ignore-case":"Alice"}]}""", """{"a":"Alicia"}""", false)]
    [TestCase("""{"a":[{"wildcard":"refs/*/main"}]}""", """{"a":"refs/heads/x/main"}""", true)]
    [TestCase("""{"a":[{"wildcard":"refs/*/main"}]}""", """{"a":"refs/main"}""", false)]
    [TestCase("""{"a":[{"wildcard":"a*a"}]}""", """{"a":"a"}""", false)]
    [TestCase("""{"a":[{"wildcard":"*"}]}""", """{"a":""}""", true)]
    [TestCase("""{"a":[{"wildcard":"a*b*c"}]}""", """{"a":"a_b_b_c"}""", true)]
    [TestCase("""{"a":[{"wildcard":"a\\*b"}]}""", """{"a":"a*b"}""", true)]
    [TestCase("""{"a":[{"wildcard":"a\\*b"}]}""", """{"a":"axb"}""", false)]
    // anything-but
    [TestCase("""{"a":[{"anything-but":"x"}]}""", """{"a":"y"}""", true)]
    [TestCase("""{"a":[{"anything-but":"x"}]}""", """{"a":"x"}""", false)]
    [TestCase("""{"a":[{"anything-but":"x"}]}""", """{}""", false)]
    [TestCase("""{"a":[{"anything-but":["x","y"]}]}""", """{"a":"y"}""", false)]
    [TestCase("""{"a":[{"anything-but":["x","y"]}]}""", """{"a":"z"}""", true)]
    [TestCase("""{"a":[{"anything-but":[1,2]}]}""", """{"a":2}""", false)]
    [TestCase("""{"a":[{"anything-but":["x"]}]}""", """{"a":["x","y"]}""", true)]
    [TestCase("""{"a":[{"anything-but":{"prefix":"us-"}}]}""", """{"a":"us-east-1"}""", false)]
    [TestCase("""{"a":[{"anything-but":{"prefix":["us-","eu-"]}}]}""", """{"a":"ap-south-1"}""", true)]
    [TestCase("""{"a":[{"anything-but":{"suffix":"-1"}}]}""", """{"a":"us-east-1"}""", false)]
    [TestCase("""{"a":[{"anything-but":{"equals-ignore-case":["X"]}}]}""", """{"a":"x"}""", false)]
    [TestCase("""{"a":[{"anything-but":{"wildcard":"*/lib/*"}}]}""", """{"a":"x/lib/y"}""", false)]
    // numeric
    [TestCase("""{"a":[{"numeric":["=",5]}]}""", """{"a":5.0}""", true)]
    [TestCase("""{"a":[{"numeric":[">",0,"<=",5]}]}""", """{"a":5}""", true)]
    [TestCase("""{"a":[{"numeric":[">",0,"<=",5]}]}""", """{"a":0}""", false)]
    [TestCase("""{"a":[{"numeric":[">",0]}]}""", """{"a":"5"}""", false)]
    // exists
    [TestCase("""{"a":[{"exists":true}]}""", """{"a":null}""", true)]
    [TestCase("""{"a":[{"exists":true}]}""", """{}""", false)]
    [TestCase("""{"a":[{"exists":true}]}""", """{"a":{"b":1}}""", false)]
    [TestCase("""{"a":[{"exists":false}]}""", """{"b":1}""", true)]
    [TestCase("""{"a":[{"exists":false}]}""", """{"a":1}""", false)]
    [TestCase("""{"a":{"b":[{"exists":false}]}}""", """{"a":null}""", true)]
    [TestCase("""{"a":{"b":{"c":[{"exists":false}]}}}""", """{}""", true)]
    [TestCase("""{"a":["x",{"exists":false}]}""", """{"a":"x"}""", true)]
    [TestCase("""{"a":["x",{"exists":false}]}""", """{}""", true)]
    // $or
    [TestCase("""{"$or":[{"a":["x"]},{"b":["y"]}]}""", """{"b":"y"}""", true)]
    [TestCase("""{"$or":[{"a":["x"]},{"b":["y"]}]}""", """{"a":"y","b":"x"}""", false)]
    [TestCase("""{"c":["z"],"$or":[{"a":["x"]},{"b":["y"]}]}""", """{"a":"x","c":"n"}""", false)]
    [TestCase("""{"d":{"$or":[{"a":["x"]},{"b":{"c":[{"exists":false}]}}]}}""", """{"d":{"a":"n"}}""", true)]
    public void A_pattern_matches_as_EventBridge_says(string pattern, string candidate, bool matches) =>
        Assert.That(EventPattern.Parse(pattern).Matches(Json(candidate)), Is.EqualTo(matches));

    [TestCase("not json")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"a":"x"}""")]
    [TestCase("""{"a":{}}""")]
    [TestCase("""{"a":[]}""")]
    [TestCase("""{"a":[["x"]]}""")]
    [TestCase("""{"a":[{"starts-with":"x"}]}""")]
    [TestCase("""{"a":[{"prefix":"x","suffix":"y"}]}""")]
    [TestCase("""{"a":[{"prefix":1}]}""")]
    [TestCase("""{"a":[{"exists":"yes"}]}""")]
    [TestCase("""{"a":[{"numeric":[">"]}]}""")]
    [TestCase("""{"a":[{"numeric":["~",1]}]}""")]
    [TestCase("""{"a":[{"anything-but":{"numeric":["=",1]}}]}""")]
    [TestCase("""{"a":[{"wildcard":"a**b"}]}""")]
    [TestCase("""{"$or":[{"a":["x"]}]}""")]
    public void A_pattern_that_PutRule_refuses_is_refused(string pattern) =>
        Assert.That(() => EventPattern.Parse(pattern), Throws.TypeOf<InvalidEventPatternException>());

    [Test]
    public void A_text_matches_itself_and_every_wildcard_cut_from_it() =>
        Prop.ForAll<NonNull<string>, NonNegativeInt, NonNegativeInt>((text, from, length) =>
        {
            var value = text.Get;
            var start = from.Get % (value.Length + 1);
            var end = start + (length.Get % (value.Length - start + 1));
            var wildcard = Escaped(value[..start]) + "*" + Escaped(value[end..]);

            return Matches(new { a = new[] { value } }, value)
                && Matches(new { a = new[] { new { wildcard } } }, value)
                && Matches(new { a = new[] { new { prefix = value[..start] } } }, value)
                && Matches(new { a = new[] { new { suffix = value[end..] } } }, value);
        }).QuickCheckThrowOnFailure();

    private static string Escaped(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("*", @"\*", StringComparison.Ordinal);

    private static bool Matches(object pattern, string value) =>
        EventPattern.Parse(JsonSerializer.Serialize(pattern)).Matches(JsonSerializer.SerializeToElement(new { a = value }));

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
