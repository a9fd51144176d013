using Microsoft.AspNetCore.Http;

namespace LocalCloud.Git;

/// <summary>A request that is being answered.</summary>
/// <param name="Http">The exchange as Kestrel has it.</param>
/// <param name="Url">What is asked of which repository.</param>
/// <param name="Entry">Its line in the log.</param>
/// <param name="Body">The request body, decompressed.</param>
/// <param name="Faults">What goes wrong with it.</param>
internal sealed record Exchange(HttpContext Http, GitUrl Url, GitRequest Entry, Stream Body, StruckBy Faults)
{
    public ResponseBody Response { get; } = new(Http.Response, Entry, Faults);
}
