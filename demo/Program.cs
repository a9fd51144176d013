using Demo;

return CommandLine.Parse(args) switch
{
    Wish.Help => CommandLine.PrintHelp(),
    Wish.Serve => await Edge.RunAsync(Serve.RunAsync),
    Wish.Show => await Edge.RunAsync(Show.RunAsync),
    _ => CommandLine.PrintMistake(args),
};
