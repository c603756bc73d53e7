"""Every reader and writer: tables, area files, import profiles, definitions, data packages, results.

Bytes and paths come in, values of the stations go out, and the other way round. Refused, in German and with the
place: what is too large, hostile, or not what its name says. Nothing here knows Django.
"""
